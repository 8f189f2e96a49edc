import type { Script } from './scripted-model.ts';

/**
 * One script for many tasks: the first whose `when` occurs in the conversation's first user message plays. A conversation that none is
 * for gets `otherwise`.
 */
export function scriptsByInstruction(
  cases: readonly { readonly when: string; readonly script: Script }[],
  otherwise: Script = ['I do not know.'],
): Script {
  return (request, turn) => {
    const first = request.messages.find((message) => message.role === 'user');
    const instruction = first?.role === 'user' ? first.text : '';
    const script = cases.find(({ when }) => instruction.includes(when))?.script ?? otherwise;
    return typeof script === 'function' ? script(request, turn) : (script[turn] ?? script.at(-1) ?? '');
  };
}
