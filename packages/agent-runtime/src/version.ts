/** This package's version, as its manifest has it: the version of the built-in agents. */
export const agentRuntimeVersion = '0.1.0';
