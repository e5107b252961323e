export const stamp = (ticket) => ({ ...ticket, stamped: true });
