import type { Company } from './company';
import { eventually } from './eventually';

/** One thing said in a thread. */
export interface WrittenTurn {
  readonly seq: number;
  readonly exchange: number;
  readonly speaker: string;
  readonly text: string;
  readonly action: string | null;
}

/** A conversation in writing as the company sees it. */
export interface Thread {
  readonly id: string;
  readonly channel: string;
  readonly status: string;
  readonly flow: string | null;
  readonly turns: { readonly nodes: readonly WrittenTurn[] };
}

const ANSWER_MS = 60_000;

const OF_LEAD = `query ($id: ID!) { lead(id: $id) { conversations(first: 5) { nodes { id channel status flow
  turns(first: 100) { nodes { seq exchange speaker text action } } } } } }`;

/** Of a lead, without the calls. */
export async function threadsOf(company: Company, leadId: string): Promise<readonly Thread[]> {
  const { lead } = await company.client.request<{ lead: { conversations: { nodes: Thread[] } } }>(OF_LEAD, {
    id: leadId,
  });
  return lead.conversations.nodes.filter(({ channel }) => channel !== 'VOICE');
}

/** All that one side has said to the lead in writing, in the order of each thread. */
export async function saidBy(
  speaker: 'LEAD' | 'AGENT',
  company: Company,
  leadId: string,
): Promise<readonly WrittenTurn[]> {
  const threads = await threadsOf(company, leadId);
  return threads.flatMap(({ turns }) => turns.nodes.filter((turn) => turn.speaker === speaker));
}

/** What the agent has answered, once it has answered so often. The text of ours that a thread opens with (exchange 0) is no answer. */
export async function answersTo(company: Company, leadId: string, times = 1): Promise<readonly string[]> {
  const answers = async (): Promise<string[]> =>
    (await saidBy('AGENT', company, leadId)).filter(({ exchange }) => exchange > 0).map(({ text }) => text);
  return eventually('it is answered', answers, ({ length }) => length >= times, ANSWER_MS);
}
