/** Environment variables by name. */
export type Env = Readonly<Record<string, string | undefined>>;

const secretName = /KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|AUTH/i;

/** Keys as the providers make them, also where a message shows only their ends (`sk-ab***yz`). */
const secretShapes = [
  /\bsk-[A-Za-z0-9_*-]{8,}/g,
  /\bAIza[A-Za-z0-9_*-]{16,}/g,
  /\b(?:gsk|xai|hf|ghp|glpat|glsa)[_-][A-Za-z0-9_*-]{16,}/g,
  /(?<=\bBearer )[A-Za-z0-9._~+/=-]{8,}/gi,
];

/** Takes secrets out of texts: the values of variables named like keys, in plain, URL and base64 form, and what looks like a key. */
export function createRedactor(env: Env): (text: string) => string {
  const known = Object.entries(env)
    .filter((entry): entry is [string, string] => secretName.test(entry[0]) && (entry[1]?.trim().length ?? 0) >= 6)
    .flatMap(([name, value]) => forms(value.trim()).map((form) => ({ form, mark: `[${name}]` })))
    .sort((a, b) => b.form.length - a.form.length);
  return (text) => {
    const named = known.reduce((rest, { form, mark }) => rest.replaceAll(form, mark), text);
    return secretShapes.reduce((rest, shape) => rest.replace(shape, '[secret]'), named);
  };
}

/** One text without the secrets of an environment. */
export const redactSecrets = (text: string, env: Env): string => createRedactor(env)(text);

function forms(value: string): string[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  return [...new Set([value, escaped, encodeURIComponent(value), Buffer.from(value).toString('base64').replace(/=+$/, '')])];
}
