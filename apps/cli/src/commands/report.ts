import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BenchError } from '@o11y-bench/contracts';
import { readJob, renderCsv, renderHtml, renderJson, renderJunit, renderMarkdown, type JobRecord } from '@o11y-bench/report-kit';
import { redact } from '../output/redact.ts';
import { findJob } from '../wiring/find-job.ts';

/** The forms of a report. */
export type ReportFormat = 'html' | 'md' | 'csv' | 'json' | 'junit';

const RENDERERS: Readonly<Record<ReportFormat, (job: JobRecord) => string>> = {
  html: renderHtml,
  md: renderMarkdown,
  csv: renderCsv,
  json: renderJson,
  junit: renderJunit,
};

/** `bench report`: the page goes into the job's folder, other forms to standard output. */
export function runReportCommand(name: string | undefined, options: { jobsDir: string; format: ReportFormat; output?: string }): void {
  const jobDir = findJob(name, options.jobsDir);
  const text = RENDERERS[options.format](readJob(jobDir));
  const output = options.output ?? (options.format === 'html' ? join(jobDir, 'run_report.html') : undefined);
  if (output === undefined) return void process.stdout.write(text);
  writeOutput(output, text);
  console.log(`${relative('.', output) || output} (${Math.ceil(text.length / 1024)} kB)`);
}

/** Writes a file that the user asked for, without secrets, or says why it cannot. */
export function writeOutput(path: string, text: string): void {
  try {
    writeFileSync(path, redact(text));
  } catch (cause) {
    throw new BenchError('refused', `${path}: cannot be written (${(cause as Error).message})`, { cause });
  }
}
