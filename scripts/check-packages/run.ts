import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Where and how a program runs. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A program that printed something and still runs after this time is a server: it is stopped, and what it printed is given. */
  readonly timeoutMs?: number;
}

/** Runs a program to its end and gives its standard output. Rejects with what it printed when it fails. */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, env = process.env, timeoutMs = 0 }: RunOptions,
): Promise<string> {
  try {
    const options = { cwd, env: withoutPnpm(env), timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await promisify(execFile)(program, [...args], options);
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '', killed = false } = error as { stdout?: string; stderr?: string; killed?: boolean };
    if (killed && stdout !== '') return stdout;
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`.trimEnd(), { cause: error });
  }
}

/** npm warns of what pnpm hands down to the scripts that it runs. */
function withoutPnpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(config_(verify|recursive|_jsr)|package_|lifecycle_)/i.test(name)),
  );
}
