import { Field, ID, ObjectType } from '@nestjs/graphql';
import { RefusalModel, unionOf } from '../platform/graphql/refusal.model';
import { ConversationModel } from '../conversations/conversation.model';
import type { DeskAnswer } from './escalation-desk.service';
import { EscalationModel } from './escalation.model';

@ObjectType('EscalationTaken', { implements: () => RefusalModel, description: 'Somebody else has it already.' })
export class EscalationTaken extends RefusalModel {
  readonly code = 'ESCALATION_TAKEN';
  readonly message = 'Somebody else has claimed it already.';

  @Field(() => ID, { description: 'The member who has it.' })
  readonly claimedBy: string;

  constructor(claimedBy: string) {
    super();
    this.claimedBy = claimedBy;
  }
}

@ObjectType('EscalationIsResolved', { implements: () => RefusalModel, description: 'It is done already.' })
export class EscalationIsResolved extends RefusalModel {
  readonly code = 'ESCALATION_IS_RESOLVED';
  readonly message = 'The escalation is resolved already.';
}

@ObjectType('AssigneeMayNotTake', {
  implements: () => RefusalModel,
  description: 'A member who only reads cannot take an escalation.',
})
export class AssigneeMayNotTake extends RefusalModel {
  readonly code = 'ASSIGNEE_MAY_NOT_TAKE';
  readonly message = 'A member who only reads cannot take an escalation.';
}

@ObjectType('ConversationNotEscalated', {
  implements: () => RefusalModel,
  description: 'No person has the conversation: the agent speaks already, or it is over.',
})
export class ConversationNotEscalated extends RefusalModel {
  readonly code = 'CONVERSATION_NOT_ESCALATED';
  readonly message = 'No person has this conversation: the agent speaks already, or it is over.';
}

export const ClaimEscalationResult = unionOf(
  'ClaimEscalationResult',
  EscalationModel,
  EscalationTaken,
  EscalationIsResolved,
);
export type ClaimEscalationResult = typeof ClaimEscalationResult;

export const AssignEscalationResult = unionOf(
  'AssignEscalationResult',
  EscalationModel,
  EscalationIsResolved,
  AssigneeMayNotTake,
);
export type AssignEscalationResult = typeof AssignEscalationResult;

export const ResolveEscalationResult = unionOf('ResolveEscalationResult', EscalationModel, EscalationIsResolved);
export type ResolveEscalationResult = typeof ResolveEscalationResult;

export const HandBackConversationResult = unionOf(
  'HandBackConversationResult',
  ConversationModel,
  ConversationNotEscalated,
);
export type HandBackConversationResult = typeof HandBackConversationResult;

/** What the desk answered, as the schema says it. */
export function shown(
  answer: DeskAnswer,
): EscalationModel | EscalationTaken | EscalationIsResolved | AssigneeMayNotTake {
  switch (answer.kind) {
    case 'DONE':
      return EscalationModel.of(answer.escalation);
    case 'TAKEN':
      return new EscalationTaken(answer.by);
    case 'RESOLVED':
      return new EscalationIsResolved();
    case 'MAY_NOT_TAKE':
      return new AssigneeMayNotTake();
  }
}
