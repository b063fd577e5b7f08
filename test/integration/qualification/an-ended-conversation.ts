import { ConversationsService } from '../../../src/conversations/conversations.service';
import type { EndedConversation } from '../../../src/conversations/conversations.events';
import type { TestApp } from '../../support/test-app';
import { addTurn, aSpokenCall, begin } from '../conversations/a-spoken-call';

/** What a keen buyer says; even entries are the agent's. */
export const KEEN = [
  'Hello, this is Maya. What are you looking for?',
  'Our current flat is too small, so a bigger one.',
  'What is your budget?',
  'My budget is 800 thousand dollars.',
  'How soon would you move, and who decides?',
  'Within a month, and I make the decision myself.',
];

/** A call whose conversation has ended and been told of; nobody has listened yet. */
export async function anEndedConversation(
  app: TestApp,
  tenantId: string,
  lines: readonly string[] = KEEN,
  setting: { rubricId?: string; phone?: string; lastAction?: string } = {},
): Promise<EndedConversation> {
  const call = await aSpokenCall(app, tenantId, setting.phone ? { phone: setting.phone } : {});
  const conversation = await begin(app, call);
  for (const [i, text] of lines.entries()) {
    const speaker = i % 2 === 0 ? 'AGENT' : 'LEAD';
    const exchange = speaker === 'AGENT' ? i / 2 : (i + 1) / 2;
    const action = i === lines.length - 1 && speaker === 'AGENT' ? setting.lastAction : undefined;
    await addTurn(app, conversation, { exchange, speaker, text, ...(action ? { action } : {}) });
  }
  const at = app.clock.now();
  const rubric = setting.rubricId ? { rubricId: setting.rubricId } : {};
  await app.asTenant(tenantId, () => app.get(ConversationsService).end(conversation.id, { at, ...rubric }));
  return {
    conversationId: conversation.id,
    callId: call.id,
    leadId: call.leadId,
    ...rubric,
    endedAt: at.toISOString(),
    leadTurns: lines.filter((_, i) => i % 2 === 1).length,
  };
}
