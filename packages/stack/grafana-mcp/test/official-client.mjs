// Talks to the MCP server at a URL with the official client and prints what it saw.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const client = new Client({ name: 'test', version: '1.0.0' });
await client.connect(new StreamableHTTPClientTransport(new URL(process.argv[2])));
const server = client.getServerVersion();
const { tools } = await client.listTools();
const call = { datasourceUid: 'prometheus', expr: 'sum(up)', queryType: 'instant', endTime: 'now' };
const result = await client.callTool({ name: 'query_prometheus', arguments: call });
console.log(JSON.stringify({ server: server?.name, tools: tools.map(({ name }) => name), content: result.content }));
await client.close();
