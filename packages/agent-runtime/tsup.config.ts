import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'imported-agent/child-host': 'src/imported-agent/child-host.ts',
    'model-server/index': 'src/model-server/index.ts',
    'secrets/index': 'src/secrets/index.ts',
    'testing/index': 'src/testing/index.ts',
  },
  format: 'esm',
  target: 'node22',
  splitting: true,
  dts: false,
  clean: true,
});
