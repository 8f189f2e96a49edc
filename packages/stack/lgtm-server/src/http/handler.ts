/** A server as a function: the web's Request in, its Response out. Never rejects for what a client sent. */
export type Handler = (request: Request) => Promise<Response>;
