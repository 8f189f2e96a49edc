import type { Agent, AgentContext, AgentResult, ToolDefinition, ToolSource, TrajectoryStep } from '@o11y-bench/contracts';
import { AIMessage, ToolMessage, type BaseMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent, tool } from 'langchain';

/** What `bench job` builds the agent with. */
interface Settings {
  readonly model?: string;
}

const prompt =
  'You are a site reliability engineer. Find out with your tools what you are asked, name only what they showed you, and end with the answer ' +
  'block in the form that the request gives.';

/** An agent in LangChain.js: its own loop over the environment's tools, its messages recorded as a trajectory. */
export class LangChainAgent implements Agent {
  readonly name = 'langchain';
  readonly version = '0.1.0';
  readonly model: string;

  constructor({ model = 'openai/gpt-5.4-mini' }: Settings) {
    this.model = model;
  }

  async run({ instruction, tools, trajectory, limits, signal }: AgentContext): Promise<AgentResult> {
    const definitions = await tools.listTools();
    trajectory.setTools(definitions);
    trajectory.record({ source: 'system', message: prompt });
    trajectory.record({ source: 'user', message: instruction });
    const recorder = createMessageRecorder((step) => trajectory.record(step));
    const agent = createAgent({
      model: this.#chatModel(),
      tools: definitions.map((definition) => toLangChainTool(definition, tools)),
      systemPrompt: prompt,
    });
    try {
      const updates = await agent.stream(
        { messages: [{ role: 'user', content: instruction }] },
        { streamMode: 'updates', recursionLimit: limits.maxSteps * 2, signal },
      );
      for await (const update of updates) for (const { messages } of Object.values(update)) recorder.take(messages ?? []);
    } catch (error) {
      if ((error as { lc_error_code?: string }).lc_error_code !== 'GRAPH_RECURSION_LIMIT') throw error;
      return { finalMessage: '', end: 'step-limit' };
    } finally {
      recorder.end();
    }
    return { finalMessage: recorder.lastText(), end: 'answered' };
  }

  #chatModel(): ChatOpenAI {
    const baseURL = process.env['OPENAI_API_BASE'];
    return new ChatOpenAI({
      model: this.model.replace(/^[^/]*\//, ''),
      apiKey: process.env['OPENAI_API_KEY'] ?? 'none',
      ...(baseURL ? { configuration: { baseURL } } : {}),
    });
  }
}

/** A tool of the environment as LangChain calls it; what goes wrong is told to the model. */
function toLangChainTool({ name, description, inputSchema }: ToolDefinition, tools: ToolSource) {
  return tool(
    async (args) => {
      try {
        const { content } = await tools.callTool(name, args as Parameters<ToolSource['callTool']>[1]);
        return content.map((block) => (block.type === 'text' ? block.text : `[${block.mimeType}]`)).join('\n');
      } catch (error) {
        return `Error: ${(error as Error).message}`;
      }
    },
    { name, description: description ?? name, schema: { ...inputSchema, type: 'object' as const } },
  );
}

/** Makes one step of a turn and the results of its calls, and records it when they are all there. */
function createMessageRecorder(record: (step: TrajectoryStep) => void) {
  let turn: AIMessage | undefined;
  let results: ToolMessage[] = [];
  let text = '';
  const end = (): void => {
    if (turn) record(toStep(turn, results));
    turn = undefined;
    results = [];
  };
  return {
    take(messages: readonly BaseMessage[]) {
      for (const message of messages) {
        if (AIMessage.isInstance(message)) {
          end();
          turn = message;
          text = message.text;
        } else if (ToolMessage.isInstance(message)) results.push(message);
      }
    },
    end,
    lastText: () => text,
  };
}

function toStep(turn: AIMessage, results: readonly ToolMessage[]): TrajectoryStep {
  const calls = (turn.tool_calls ?? []).map((call) => ({ tool_call_id: call.id ?? '', function_name: call.name, arguments: call.args }));
  const usage = turn.usage_metadata as { readonly input_tokens: number; readonly output_tokens: number } | undefined;
  return {
    source: 'agent',
    message: turn.text,
    ...(usage ? { metrics: { prompt_tokens: usage.input_tokens, completion_tokens: usage.output_tokens } } : {}),
    ...(calls.length > 0
      ? {
          tool_calls: calls,
          observation: { results: results.map((result) => ({ source_call_id: result.tool_call_id, content: result.text })) },
        }
      : {}),
  };
}
