/** The variables that hold the providers' keys. Messages name the first of each. */
export const keyVariables = {
  openai: ['OPENAI_API_KEY'],
  anthropic: ['ANTHROPIC_API_KEY'],
  google: ['GOOGLE_API_KEY', 'GEMINI_API_KEY'],
  openrouter: ['OPENROUTER_API_KEY'],
  local: ['LOCAL_API_KEY'],
} as const;
