import { Command, Option } from 'commander';
import { addJobOptions } from './commands/job-options.ts';
import { collect, nonNegativeNumber, positiveInteger, ratio } from './option-values.ts';
import { readVersion } from './version.ts';

/** The whole command line. Actions are loaded when they run, so that `--help` stays quick. */
export function createProgram(): Command {
  const program = new Command('bench')
    .description('o11y-bench: can an LLM agent do the work of a site reliability engineer?')
    .version(readVersion())
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(bench --help lists the commands)')
    .addHelpText('after', '\nStart with: bench job --agent oracle');
  addJobCommand(program);
  addStackCommands(program);
  addTaskCommands(program);
  addReadingCommands(program);
  addAgentCommands(program);
  return program;
}

function addJobCommand(program: Command): void {
  const job = program.command('job').description('run tasks with an agent, grade them and write the job').allowExcessArguments(false);
  addJobOptions(job).action(async (options) => (await import('./commands/job.ts')).runJobCommand(options));
}

function addStackCommands(program: Command): void {
  program
    .command('stack')
    .description('start the embedded Grafana, Prometheus and MCP server on loopback, until SIGINT or SIGTERM')
    .addOption(
      new Option('--port <number>', 'port of Grafana; Prometheus and MCP take the next two (default: free ones)').argParser(
        positiveInteger,
      ),
    )
    .option('--now <iso>', 'what the servers take for the present (default: the scenario time)')
    .option('--scenario <name>', 'scenario file or its name', 'standard')
    .option('--seed <seed>', "overrides the scenario's seed")
    .option('--load <backend=file...>', 'load a dataset in place of the world, such as prometheus=dataset.json')
    .option('--json', 'print one line of JSON when ready')
    .action(async (options) => (await import('./commands/stack.ts')).runStackCommand(options));
  const world = program.command('world').description('the telemetry world');
  world
    .command('show')
    .description('print the scenario as a timeline')
    .option('--scenario <name>', 'scenario file or its name', 'standard')
    .option('--seed <seed>', "overrides the scenario's seed")
    .option('--scenario-time <iso>', 'T')
    .option('--json', 'print it as JSON')
    .action(async (options) => (await import('./commands/world-show.ts')).runWorldShowCommand(options));
  program
    .command('query')
    .description('ask the world directly')
    .addArgument(program.createArgument('<language>', 'promql').choices(['promql']))
    .argument('<text>', 'the query')
    .option('--at <time>', 'instant: now, now-3h or ISO 8601', 'now')
    .option('--from <time>', 'start of a range query')
    .option('--to <time>', 'end of a range query', 'now')
    .option('--step <duration>', 'step of a range query', '1m')
    .option('--scenario <name>', 'scenario file or its name', 'standard')
    .option('--seed <seed>', "overrides the scenario's seed")
    .option('--scenario-time <iso>', 'T')
    .option('--json', 'print the rows as JSON')
    .action(async (language: string, text: string, options) =>
      (await import('./commands/query.ts')).runQueryCommand(language, text, options),
    );
}

function addTaskCommands(program: Command): void {
  const tasks = program.command('tasks').description('the tasks: list, show, compile, check');
  tasks
    .command('list')
    .description('all tasks')
    .option('--category <name...>', 'only these categories')
    .option('--json', 'print them as JSON')
    .action(async (options) => (await import('./commands/tasks-list.ts')).runTasksListCommand(options));
  tasks
    .command('show <id>')
    .description('what an agent reads of a task, and how it is graded')
    .option('--json', 'print the compiled task as JSON')
    .action(async (id: string, options) => (await import('./commands/tasks-show.ts')).runTasksShowCommand(id, options));
  tasks
    .command('sync')
    .description('write the Harbor task directories')
    .option('--path <dir>', 'folder of task specs')
    .option('--output-dir <dir>', 'where to write them', 'tasks')
    .option('--list-ids', 'print the sorted ids and write nothing')
    .option('--json', 'print what was written as JSON')
    .action(async (options) => (await import('./commands/tasks-sync.ts')).runTasksSyncCommand(options));
  tasks
    .command('check [names...]')
    .description('run oracle, alternatives, mutants, nop and canned on every task')
    .option('--path <dir>', 'folder of task specs')
    .option('--scenario <name>', 'scenario file or its name', 'standard')
    .option('--seed <seed>', "overrides the scenario's seed")
    .option('--watch', 'check again when a spec or scenario changes')
    .option('--no-cache', 'check tasks again that did not change')
    .option('--json', 'print the results as JSON')
    .action(async (names: string[], options) => (await import('./commands/tasks-check.ts')).runTasksCheckCommand(names, options));
}

function addReadingCommands(program: Command): void {
  program
    .command('why <trial>')
    .description('why a trial got its grade: every item, with the query to repeat')
    .option('--jobs-dir <dir>', 'folder of jobs', 'jobs')
    .option('--json', 'print the grade as JSON')
    .action(async (trial: string, options) => (await import('./commands/why.ts')).runWhyCommand(trial, options));
  program
    .command('report [job]')
    .description('write the report of a job (default: the newest)')
    .option('--jobs-dir <dir>', 'folder of jobs', 'jobs')
    .addOption(new Option('--format <format>', 'form').choices(['html', 'md', 'csv', 'json', 'junit']).default('html'))
    .option('-o, --output <file>', 'where to write it (default: run_report.html in the job; other forms go to standard output)')
    .action(async (job: string | undefined, options) => (await import('./commands/report.ts')).runReportCommand(job, options));
}

function addAgentCommands(program: Command): void {
  program
    .command('play <task>')
    .description('solve a task yourself at the terminal, with the same grading')
    .option('--scenario <name>', 'scenario file or its name', 'standard')
    .option('--seed <seed>', "overrides the scenario's seed")
    .option('--scenario-time <iso>', 'T')
    .action(async (task: string, options) => (await import('./commands/play.ts')).runPlayCommand(task, options));
  program
    .command('agent')
    .description('your own agent')
    .command('new <folder>')
    .description('write a working template of an agent')
    .action(async (folder: string) => (await import('./commands/agent-new.ts')).runAgentNewCommand(folder));
  program
    .command('model-server')
    .description('a local server that speaks the OpenAI, Anthropic and Google wire formats and plays scripted turns')
    .addOption(new Option('--port <number>', 'port (default: a free one)').argParser(positiveInteger))
    .option('--script <file>', 'turns to play: a script or a saved trajectory')
    .addOption(new Option('--models <name>', 'a model that it has (repeatable; default: any name)').argParser(collect))
    .option('--api-key <key>', 'answer 401 to requests with another key (default: any key, or none)')
    .addOption(new Option('--latency <ms>', 'delay of every answer').argParser(nonNegativeNumber).default(0))
    .addOption(new Option('--rate-limited <ratio>', 'part of the requests that get a 429').argParser(ratio).default(0))
    .addOption(new Option('--retry-after <ms>', 'how long a 429 asks to wait').argParser(nonNegativeNumber).default(1000))
    .addOption(new Option('--failed <ratio>', 'part of the requests that get a 500, 503 or 529').argParser(ratio).default(0))
    .addOption(new Option('--cut <ratio>', 'part of the connections that break in the middle of an answer').argParser(ratio).default(0))
    .addOption(new Option('--seed <number>', 'the same seed fails the same requests').argParser(positiveInteger).default(1))
    .option('--json', 'print one line of JSON when ready')
    .action(async (options) => (await import('./commands/model-server.ts')).runModelServerCommand(options));
}
