import { z } from 'zod';
import type { ToolCall, ToolDeclaration } from '../../language-models/language-model.port';
import type { TurnAction } from './turn-actions';

const END_REASONS = ['done', 'not_interested', 'wrong_number', 'voicemail', 'callback', 'other'] as const;

export type EndReason = (typeof END_REASONS)[number];

/** All an agent may do beside talking. No tool takes a number, an address, a price or an id: those come from the call. */
export const TALK_TOOLS: readonly ToolDeclaration[] = [
  {
    name: 'end_call',
    description:
      'Ends the call after your last sentence. Use it when the conversation has reached its end, when the person is not interested, is not who you meant to call, or a machine answered.',
    inputSchema: toolInput({ reason: { type: 'string', enum: [...END_REASONS] } }),
  },
  {
    name: 'request_human',
    description:
      'Use it when the person asks for a human being. A colleague takes the call over, or will call them back; your part of it ends.',
    inputSchema: toolInput({ reason: { type: 'string', description: 'Why, in a few words.' } }),
  },
  {
    name: 'opt_out',
    description:
      'Use it whenever the person does not want to be called again, however they put it. They will never be called again.',
    inputSchema: toolInput({}),
  },
  {
    name: 'schedule_callback',
    description: 'Use it when the person wants to be called at another time and has said when. This call ends.',
    inputSchema: toolInput({ when: { type: 'string', description: 'When, in the words the person used.' } }),
  },
];

export type TalkDecision =
  | { readonly kind: 'OPT_OUT' | 'REQUEST_HUMAN' }
  | { readonly kind: 'SCHEDULE_CALLBACK'; readonly when: string }
  | { readonly kind: 'END_CALL'; readonly reason: EndReason };

/** A wish of the person outweighs the agent's own wish to end. */
const PRECEDENCE: readonly TalkDecision['kind'][] = ['OPT_OUT', 'REQUEST_HUMAN', 'SCHEDULE_CALLBACK', 'END_CALL'];

const endInput = z.object({ reason: z.enum(END_REASONS).catch('other') }).catch({ reason: 'other' });
const callbackInput = z.object({ when: z.string() }).catch({ when: '' });

/** The one thing to do out of all the model asked for; unknown tools are not done. */
export function decisionOf(calls: readonly ToolCall[]): TalkDecision | null {
  const decisions = calls.flatMap((call) => read(call) ?? []);
  return decisions.sort((a, b) => PRECEDENCE.indexOf(a.kind) - PRECEDENCE.indexOf(b.kind))[0] ?? null;
}

/** As it is kept with the turn. */
export function actionOf(decision: TalkDecision): string {
  const action: TurnAction = decision.kind;
  if (decision.kind === 'END_CALL') return `${action}:${decision.reason.toUpperCase()}`;
  return decision.kind === 'SCHEDULE_CALLBACK' && decision.when ? `${action}:${decision.when}` : action;
}

function read({ name, input }: ToolCall): TalkDecision | null {
  switch (name) {
    case 'opt_out':
      return { kind: 'OPT_OUT' };
    case 'request_human':
      return { kind: 'REQUEST_HUMAN' };
    case 'schedule_callback':
      return {
        kind: 'SCHEDULE_CALLBACK',
        when: callbackInput.parse(input).when.replace(/\s+/g, ' ').trim().slice(0, 100),
      };
    case 'end_call':
      return { kind: 'END_CALL', reason: endInput.parse(input).reason };
    default:
      return null;
  }
}

function toolInput(properties: Readonly<Record<string, object>>): object {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
