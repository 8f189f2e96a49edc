import type { MatrixSeries, QueryValue, VectorSample } from '@o11y-bench/promql';
import { formatFloat, type Labels, sortedLabelNames } from '@o11y-bench/query-core';

/** The `resultType` and `result` of a query as JSON text, written directly: a matrix of 100,000 points has to be cheap. */
export function writeQueryValue(value: QueryValue): string {
  switch (value.type) {
    case 'scalar':
      return `"resultType":"scalar","result":[${writeTime(value.time)},"${formatFloat(value.value)}"]`;
    case 'string':
      return `"resultType":"string","result":[${writeTime(value.time)},${writeText(value.value)}]`;
    case 'vector':
      return `"resultType":"vector","result":[${value.samples.map(writeSample).join(',')}]`;
    case 'matrix':
      return `"resultType":"matrix","result":[${writeMatrix(value.series)}]`;
  }
}

/** A timestamp as the API writes it: Unix seconds, with three digits behind the point where there are milliseconds. */
export function writeTime(milliseconds: number): string {
  const whole = Math.trunc(milliseconds / 1000);
  const rest = Math.abs(milliseconds % 1000);
  const sign = milliseconds < 0 && whole === 0 ? '-' : '';
  return rest === 0 ? `${whole}` : `${sign}${whole}.${String(Math.trunc(rest)).padStart(3, '0')}`;
}

function writeSample({ labels, time, value }: VectorSample): string {
  return `{"metric":${writeLabels(labels)},"value":${writePoint(writeTime(time), value)}}`;
}

const writePoint = (time: string, value: number): string => `[${time},"${writeValue(value)}"]`;

// Samples have an exponent where JavaScript would write one too, with two digits at least; scalars never have one.
function writeValue(value: number): string {
  const size = Math.abs(value);
  if ((size >= 1e-6 && size < 1e21) || size === 0 || !Number.isFinite(value)) return formatFloat(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

const writeText = (text: string): string => JSON.stringify(text.toWellFormed());

function writeMatrix(matrix: readonly MatrixSeries[]): string {
  const timeText = rememberTimes();
  return matrix.map((series) => writeSeries(series, timeText)).join(',');
}

function writeSeries({ labels, times, values }: MatrixSeries, timeText: (index: number, time: number) => string): string {
  let text = `{"metric":${writeLabels(labels)},"values":[`;
  for (let i = 0; i < times.length; i++) {
    text += `${i === 0 ? '[' : ',['}${timeText(i, times[i] as number)},"${writeValue(values[i] as number)}"]`;
  }
  return `${text}]}`;
}

// Series of a range query mostly have the same times at the same places, so each time is written once.
function rememberTimes(): (index: number, time: number) => string {
  const times: number[] = [];
  const texts: string[] = [];
  return (index, time) => {
    if (times[index] === time) return texts[index] as string;
    times[index] = time;
    return (texts[index] = writeTime(time));
  };
}

function writeLabels(labels: Labels): string {
  let text = '{';
  for (const name of sortedLabelNames(labels)) {
    text += `${text.length > 1 ? ',' : ''}${writeText(name)}:${writeText(labels[name] ?? '')}`;
  }
  return `${text}}`;
}
