import type { JsonObject } from '@o11y-bench/contracts';
import { stringify } from 'yaml';
import { answerFile, type RenderedAttempt } from './harbor-options.ts';

/** What the oracle's script is made of. */
export interface SolveInput extends RenderedAttempt {
  readonly instruction: string;
  readonly model?: string;
}

/**
 * `solution/solve.sh`: makes the solution's tool calls at $MCP_URL, then leaves the answer and an ATIF 1.7 trajectory, as an agent would.
 * Needs bash, curl, sed and awk. ANSWER_FILE and AGENT_LOGS say where to, for a run outside a container.
 */
export function renderSolveScript({ instruction, steps, answer }: SolveInput): string {
  const yaml = stringify(answer, { lineWidth: 0 }).trimEnd();
  return [
    preamble,
    ...steps.map((step, index) => `call ${index + 1} ${shellQuote(JSON.stringify(toRequest(step, index + 1)))}`),
    '',
    'mkdir -p "$(dirname "$answer_file")" "$agent_logs"',
    `printf '%s\\n' ${shellQuote(yaml)} > "$answer_file"`,
    '{',
    ...trajectoryLines(instruction, steps, yaml),
    '} > "$agent_logs/trajectory.json"',
    '',
  ].join('\n');
}

const preamble = `#!/bin/bash
set -euo pipefail
answer_file="\${ANSWER_FILE:-${answerFile}}"
agent_logs="\${AGENT_LOGS:-/logs/agent}"
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
session=()

# A JSON-RPC request to the MCP server; the answer's JSON on standard output, out of an event stream or as it is.
post() {
  curl -sS --fail-with-body -X POST "$MCP_URL" -D "$results/headers" -H 'Content-Type: application/json' \\
    -H 'Accept: application/json, text/event-stream' "\${session[@]}" --data-binary "$1" | sed -e 's/\\r$//' -e '/^event:/d' -e '/^id:/d' -e '/^:/d' -e '/^$/d' -e 's/^data: *//'
}

call() {
  post "$2" > "$results/$1"
  if grep -q -e '"isError":true' -e '"error":{' "$results/$1"; then cat "$results/$1" >&2; exit 1; fi
}

# The result of a call as the inside of a JSON string.
observed() { sed -e 's/\\\\/\\\\\\\\/g' -e 's/"/\\\\"/g' -e 's/\\t/\\\\t/g' "$results/$1" | awk 'NR > 1 { printf "\\\\n" } { printf "%s", $0 }'; }

post '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"oracle","version":"1.0.0"}}}' > /dev/null
id="$(sed -n 's/\\r$//; s/^[Mm][Cc][Pp]-[Ss]ession-[Ii][Dd]: *//p' "$results/headers")"
if [ -n "$id" ]; then session=(-H "Mcp-Session-Id: $id"); fi
post '{"jsonrpc":"2.0","method":"notifications/initialized"}' > /dev/null
`;

const toRequest = ({ call, with: args }: RenderedAttempt['steps'][number], id: number): JsonObject => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name: call, arguments: args },
});

/** Lines that print the trajectory: what is known now is written out, the results are put in when the script runs. */
function trajectoryLines(instruction: string, steps: RenderedAttempt['steps'], yaml: string): string[] {
  const head = { schema_version: 'ATIF-v1.7', session_id: 'oracle', agent: { name: 'oracle', version: '1.0.0' } };
  const user = JSON.stringify({ step_id: 1, source: 'user', message: instruction });
  const calls = steps.map((step, index) => callStep(step, index));
  const last = JSON.stringify({ step_id: steps.length + 2, source: 'agent', message: `\`\`\`answer\n${yaml}\n\`\`\`` });
  const print = (text: string): string => `printf '%s' ${shellQuote(text)}`;
  return [
    `  ${print(`${JSON.stringify(head).slice(0, -1)},"steps":[${user}`)}`,
    ...calls.flatMap(({ before, after, id }) => [`  ${print(`,${before}`)}; observed ${id}; ${print(after)}`]),
    `  ${print(`,${last}],"final_metrics":{"total_steps":${steps.length + 2}}}`)}`,
  ];
}

const mark = '@@observed@@';

function callStep({ call, with: args }: RenderedAttempt['steps'][number], index: number): { before: string; after: string; id: number } {
  const id = index + 1;
  const step = JSON.stringify({
    step_id: index + 2,
    source: 'agent',
    message: '',
    tool_calls: [{ tool_call_id: `call_${id}`, function_name: call, arguments: args }],
    observation: { results: [{ source_call_id: `call_${id}`, content: mark }] },
  });
  const at = step.lastIndexOf(mark);
  return { before: step.slice(0, at), after: step.slice(at + mark.length), id };
}

/** A text as one word of the shell. */
const shellQuote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
