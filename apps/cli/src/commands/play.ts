import { createInterface, type Interface } from 'node:readline/promises';
import type { Agent, AgentContext, AgentResult, JsonObject, ToolResult } from '@o11y-bench/contracts';
import { explainGrade } from '@o11y-bench/grader';
import { printable } from '../output/terminal.ts';
import { loadBench } from '../wiring/load-bench.ts';
import { resolveScenarioTime } from '../wiring/resolve-scenario-time.ts';
import { runAttempt } from '../wiring/run-attempt.ts';
import { readVersion } from '../version.ts';

const HELP = `Commands:
  tools                     list the tools
  <tool> {json arguments}   call a tool, such as: query_prometheus {"datasourceUid":"prometheus","expr":"up","queryType":"instant","endTime":"now"}
  <promql>                  a line that starts with a query is asked as an instant query at now
  urls                      open the servers on loopback, for curl or a browser
  answer                    write the answer: end it with a line that holds only a dot
  give up                   end without an answer`;

/** `bench play`: a person solves a task at the terminal, with the same tools and the same grading (agent kind \`human\`). */
export async function runPlayCommand(taskId: string, options: { scenario: string; seed?: string; scenarioTime?: string }): Promise<void> {
  const { scenarioTime, ...rest } = options;
  const bench = await loadBench({ ...rest, scenarioTime: resolveScenarioTime(scenarioTime), taskName: [taskId] });
  const [task] = bench.tasks;
  if (!task) return;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const { grade } = await runAttempt(bench, task, createHumanAgent(terminal));
    console.log(`\n${explainGrade(grade)}`);
  } finally {
    terminal.close();
  }
}

const createHumanAgent = (terminal: Interface): Agent => ({
  name: 'human',
  version: readVersion(),
  run: (context) => play(terminal, context),
});

async function play(terminal: Interface, context: AgentContext): Promise<AgentResult> {
  console.log(`${context.instruction}\n${HELP}\n`);
  context.trajectory.record({ source: 'user', message: context.instruction });
  const lines = terminal[Symbol.asyncIterator]();
  const ask = async (prompt: string): Promise<string | undefined> => {
    process.stdout.write(prompt);
    const { value, done } = await lines.next();
    return done ? undefined : value;
  };
  for (;;) {
    const line = (await ask('> '))?.trim();
    if (line === undefined || line === 'give up') return { finalMessage: '', end: 'answered' };
    if (line === 'answer') return await readAnswer(ask, context);
    if (line !== '') await obey(line, context);
  }
}

async function readAnswer(ask: (prompt: string) => Promise<string | undefined>, context: AgentContext): Promise<AgentResult> {
  const lines: string[] = [];
  for (let line = await ask('… '); line !== undefined && line !== '.'; line = await ask('… ')) lines.push(line);
  const text = lines.join('\n');
  const finalMessage = text.includes('```') ? text : `\`\`\`answer\n${text}\n\`\`\``;
  context.trajectory.record({ source: 'agent', message: finalMessage });
  return { finalMessage, end: 'answered' };
}

async function obey(line: string, context: AgentContext): Promise<void> {
  if (line === 'help') return console.log(HELP);
  if (line === 'tools') return console.log((await context.tools.listTools()).map((tool) => tool.name).join('\n'));
  if (line === 'urls')
    return console.log(
      Object.entries(await context.urls())
        .map(([name, url]) => `${name.padEnd(11)} ${url as string}`)
        .join('\n'),
    );
  const [name = '', rest = ''] = line.split(/\s+(.*)/s);
  const known = (await context.tools.listTools()).some((tool) => tool.name === name);
  if (known) return call(name, rest, context);
  await call(
    'query_prometheus',
    JSON.stringify({ datasourceUid: 'prometheus', expr: line, queryType: 'instant', endTime: 'now' }),
    context,
  );
}

async function call(name: string, text: string, context: AgentContext): Promise<void> {
  let args: JsonObject;
  try {
    args = JSON.parse(text === '' ? '{}' : text) as JsonObject;
  } catch (error) {
    return console.log(`the arguments are no JSON: ${(error as Error).message}`);
  }
  const answer = await answerOf(() => context.tools.callTool(name, args));
  const call = { tool_call_id: crypto.randomUUID(), function_name: name, arguments: args };
  context.trajectory.record({
    source: 'agent',
    message: '',
    tool_calls: [call],
    observation: { results: [{ source_call_id: call.tool_call_id, content: answer }] },
  });
  console.log(printable(answer));
}

async function answerOf(work: () => Promise<ToolResult>): Promise<string> {
  try {
    return (await work()).content.map((part) => (part.type === 'text' ? part.text : `[${part.type}]`)).join('\n');
  } catch (error) {
    return `error: ${(error as Error).message}`;
  }
}
