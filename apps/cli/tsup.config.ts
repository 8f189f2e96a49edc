import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    bin: 'src/bin.ts',
  },
  format: 'esm',
  target: 'node22',
  splitting: true,
  dts: false,
  clean: true,
});
