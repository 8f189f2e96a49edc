import { isBenchError } from '@o11y-bench/contracts';
import { CommanderError } from 'commander';
import { exitCodeOf } from './output/exit-code.ts';
import { createProgram } from './program.ts';

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (isBenchError(error)) {
    console.error(`bench: ${error.message}`);
    process.exitCode = exitCodeOf(error);
  } else {
    console.error('bench: something went wrong that should not:', error);
    process.exitCode = 70;
  }
}
