declare module "untyped" {
  export interface Ticket {
    number: number;
    stamped: boolean;
  }
  export function stamp(ticket: Ticket): Ticket;
}

/** Known in every module. */
interface Receipt {
  total: number;
}
