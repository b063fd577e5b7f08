/** What the parent tells the yardstick. */
export interface YardstickOrder {
  readonly databaseUrl: string;
  readonly connections: number;
  readonly tenantId: string;
}

/** What the parent tells the client. */
export interface ClientOrder {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly requests: number;
  readonly connections: number;
}

/** What the client answers. */
export interface ClientReport {
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Length of one answer. */
  readonly bytes: number;
}

/** What a member asks: a page of leads with the latest calls of each. */
export const LEADS_QUERY = `query Leads($first: Int!) {
  leads(first: $first) {
    nodes {
      id name phone stage temperature score source createdAt
      latestCalls(first: 3) { id status outcome attempt durationSeconds queuedAt endedAt }
    }
  }
}`;

/** The rows of LEADS_QUERY. */
export const YARDSTICK_STATEMENT = {
  name: 'leads',
  text: `select l.id, l.name, l.phone, l.stage, l.temperature, l.score::float8 as score, l.source, l.created_at as "createdAt",
  coalesce((select json_agg(c) from (
    select c.id, c.status, c.outcome, c.attempt, c.duration_seconds as "durationSeconds", c.queued_at as "queuedAt", c.ended_at as "endedAt"
    from calls c where c.tenant_id = l.tenant_id and c.lead_id = l.id order by c.created_at desc, c.id desc limit 3) c), '[]') as "latestCalls"
from leads l where l.tenant_id = $1 order by l.created_at desc, l.id desc limit 50`,
} as const;
