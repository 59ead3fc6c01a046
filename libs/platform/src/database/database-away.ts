/** SQLSTATE classes and codes that say: the database cannot, now. 25P03: waited too long for us; 40: deadlock, serialisation; 53: resources; 57: being shut down. */
const passing = /^(08...|25P03|40...|53...|57P0.)$/;
/** No server there, or no connection free in time. */
const unreachable = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/;
/** What the driver says of a connection that ended under it has no code. */
const ended =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

interface CodedError extends Error {
  code?: string;
  routine?: string;
}

/** Whether what was thrown says nothing but that the database cannot be reached or cannot answer now: later it may. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '', routine, message } = error as CodedError;
  if ((routine !== undefined && passing.test(code)) || unreachable.test(code) || ended.test(message)) return true;
  return error.cause !== undefined && isDatabaseAway(error.cause);
}
