import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReasoningEffort } from '@o11y-bench/contracts';
import { anthropicReasoning } from './anthropic/anthropic-reasoning.ts';
import { googleReasoning } from './google/google-reasoning.ts';
import { adaptSchema } from './shared/adapt-schema.ts';
import { isContextOverflow } from './shared/context-overflow.ts';
import { openAIReasoning } from './shared/openai-reasoning.ts';
import { jsonSchemaBelowTop } from './shared/json-schema-below-top.ts';
import { hasKnownCost } from './has-known-cost.ts';
import { loadPriceList, priceSource } from './price-list.ts';

describe('reasoning effort', () => {
  it.each<[string, ReasoningEffort, object]>([
    ['gpt-4o', 'off', { temperature: 0 }],
    ['gpt-4o', 'high', {}],
    ['o3-mini', 'off', { effort: 'low' }],
    ['o3', 'xhigh', { effort: 'high' }],
    ['gpt-5', 'off', { effort: 'minimal' }],
    ['gpt-5-mini-2025-08-07', 'minimal', { effort: 'minimal' }],
    ['gpt-5.1', 'xhigh', { effort: 'high' }],
    ['gpt-5.4-nano', 'off', { effort: 'none', temperature: 0 }],
    ['gpt-5.4-mini', 'minimal', { effort: 'low' }],
    ['gpt-5.6-sol', 'xhigh', { effort: 'xhigh' }],
    ['gpt-5-pro', 'low', { effort: 'high' }],
    ['gpt-5.2-chat-latest', 'high', {}],
  ])('OpenAI %s, %s', (name, effort, expected) => {
    expect(openAIReasoning(effort, name)).toEqual(expected);
  });

  it.each<[string, ReasoningEffort, object]>([
    ['claude-3-5-haiku-latest', 'high', {}],
    ['claude-sonnet-4-5', 'off', { temperature: 0 }],
    ['claude-sonnet-4-5-20250929', 'high', { thinking: { type: 'enabled', budget_tokens: 20_000 } }],
    ['claude-opus-4-6', 'xhigh', { thinking: { type: 'adaptive' }, output_config: { effort: 'max' } }],
    ['claude-opus-5', 'xhigh', { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'xhigh' } }],
    ['claude-opus-4-7', 'off', { thinking: { type: 'disabled' } }],
    ['claude-opus-5', 'minimal', { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'low' } }],
  ])('Anthropic %s, %s', (name, effort, expected) => {
    expect(anthropicReasoning(effort, name).settings).toEqual(expected);
  });

  it.each<[string, ReasoningEffort, object]>([
    ['gemini-2.0-flash', 'off', { temperature: 0 }],
    ['gemini-2.0-flash', 'high', {}],
    ['gemini-2.5-flash', 'off', { thinkingConfig: { thinkingBudget: 0 }, temperature: 0 }],
    ['gemini-2.5-pro', 'off', { thinkingConfig: { thinkingBudget: 128, includeThoughts: true } }],
    ['gemini-2.5-flash', 'medium', { thinkingConfig: { thinkingBudget: 8192, includeThoughts: true } }],
    ['gemini-3-pro-preview', 'medium', { thinkingConfig: { thinkingLevel: 'LOW', includeThoughts: true } }],
    ['gemini-3-flash-preview', 'minimal', { thinkingConfig: { thinkingLevel: 'MINIMAL', includeThoughts: true } }],
    ['gemini-3.6-flash', 'xhigh', { thinkingConfig: { thinkingLevel: 'HIGH', includeThoughts: true } }],
  ])('Google %s, %s', (name, effort, expected) => {
    expect(googleReasoning(effort, name)).toEqual(expected);
  });
});

describe('tool schemas', () => {
  it('get the properties that a bare object lacks, and items for a bare list', () => {
    expect(adaptSchema({ type: 'object' }, jsonSchemaBelowTop)).toEqual({ type: 'object', properties: {} });
    const list = { type: 'object', properties: { names: { type: 'array' } } };
    expect(adaptSchema(list, jsonSchemaBelowTop)).toEqual({ type: 'object', properties: { names: { type: 'array', items: {} } } });
  });

  it('keep in words what a provider does not take', () => {
    const subset = { topLevelComposition: false, keywords: new Set(['type', 'description', 'properties', 'enum']) };
    const schema = {
      type: 'object',
      properties: { step: { type: 'integer', description: 'Seconds.', default: 60, multipleOf: 15 }, kind: { const: 'instant' } },
    };
    expect(adaptSchema(schema, subset).properties).toEqual({
      step: { type: 'integer', description: 'Seconds. (default: 60, multipleOf: 15)' },
      kind: { enum: ['instant'] },
    });
  });

  it('offer the properties of all branches where compositions may not stand at the top', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string' } },
      oneOf: [{ required: ['b'], properties: { b: { type: 'number' } } }, { required: ['a'] }],
    };
    const adapted = adaptSchema(schema, jsonSchemaBelowTop);
    expect(adapted['oneOf']).toBeUndefined();
    expect(adapted['properties']).toEqual({ b: { type: 'number' }, a: { type: 'string' } });
    expect(adapted['description']).toContain('oneOf');
  });

  it('leave property names that look like keywords alone', () => {
    const schema = { type: 'object', properties: { default: { type: 'string' }, pattern: { type: 'string' } }, required: ['pattern'] };
    expect(adaptSchema(schema, jsonSchemaBelowTop)).toEqual(schema);
  });
});

describe('a conversation that is too long', () => {
  it.each([
    { status: 400, code: 'context_length_exceeded', message: 'too many' },
    { status: 400, message: "This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens." },
    { status: 400, type: 'invalid_request_error', message: 'prompt is too long: 210000 tokens > 200000 maximum' },
    { status: 400, message: 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).' },
    { status: 413, type: 'request_too_large', message: 'Request exceeds the maximum size' },
    { status: 400, message: 'the request exceeds the available context size' },
  ])('is known by: $message', (failure) => {
    expect(isContextOverflow({ retryable: false, ...failure })).toBe(true);
  });

  it('is not any bad request', () => {
    expect(isContextOverflow({ status: 400, message: "Invalid 'temperature'", retryable: false })).toBe(false);
  });
});

describe('prices', () => {
  it('come from the installed version of the list', () => {
    const manifest = readFileSync(new URL('../../node_modules/@pydantic/genai-prices/package.json', import.meta.url), 'utf8');
    expect((JSON.parse(manifest) as { version: string }).version).toBe(priceSource.version);
  });

  it('count cached tokens at their own price, and know nothing of unknown models', async () => {
    const list = await loadPriceList();
    const price = list.priceOf('openai');
    const full = price('gpt-5.4-mini', { input: 1_000_000, output: 0 });
    const cached = price('gpt-5.4-mini', { input: 1_000_000, output: 0, cachedInput: 1_000_000 });
    expect(full).toBeCloseTo(0.75);
    expect(cached).toBeCloseTo(0.075);
    expect(price('no-such-model', { input: 1, output: 1 })).toBeUndefined();
    expect(list.priceOf('local')('llama', { input: 1, output: 1 })).toBeUndefined();
  });

  it.each([
    ['openai/gpt-5.4-mini', true],
    ['openai-chat/gpt-5.4-mini', true],
    ['anthropic/claude-opus-4-5', true],
    ['gemini/gemini-2.5-flash', true],
    ['openrouter/some/model', true],
    ['openai/no-such-model', false],
    ['local/gpt-5.4-mini', false],
    ['sim/demo', false],
  ])('say whether a limit of cost can be kept with %s: %s', async (model, known) => {
    expect(hasKnownCost(model, await loadPriceList())).toBe(known);
  });

  it('take counts that overlap', async () => {
    const list = await loadPriceList();
    expect(
      list.priceOf('openrouter')('google/gemini-2.5-flash', { input: 2168, output: 10, cachedInput: 2161, cacheWrite: 2161 }),
    ).toBeGreaterThan(0);
  });
});
