import { createOpenAIClient, createOpenAIListing, withOpenAIFailures, type ApiOptions, type ModelListing } from '../shared/openai-api.ts';

/** OpenRouter lists its models to everybody, so the key is asked about first. A name may end in a variant such as `:online`. */
export function createOpenRouterListing(options: ApiOptions): ModelListing {
  const load = createOpenAIClient(options);
  const listing = createOpenAIListing(options);
  return {
    async listModels(signal) {
      await withOpenAIFailures(async () => (await load()).get('/key', { signal: signal ?? null }));
      return listing.listModels(signal);
    },
    async findModel(name, signal) {
      const names = await listing.listModels(signal);
      if (names.includes(name.replace(/:[a-z]+$/, ''))) return name;
      return listing.findModel(name, signal);
    },
  };
}
