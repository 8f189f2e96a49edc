import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A folder beside the checkout with reference data, or undefined where there is none: tests that need it then skip and say so. */
export function sharedFolder(path: string): string | undefined {
  const folder = fileURLToPath(new URL(`../../../../shared/${path}`, import.meta.url));
  return existsSync(folder) ? folder : undefined;
}
