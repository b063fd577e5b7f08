import { ConversationsService } from '../../../src/conversations/conversations.service';
import type { EndedConversation } from '../../../src/conversations/conversations.events';
import type { TestApp } from '../../support/test-app';
import { aSpokenCall } from '../conversations/a-spoken-call';

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
  return app.asTenant(tenantId, async () => {
    const conversations = app.get(ConversationsService);
    const { agentId, agentVersion, leadId } = call;
    const conversation = await conversations.openForCall({
      callId: call.id,
      leadId,
      agentId,
      agentVersion,
      language: 'en-US',
    });
    const leadLines = lines.filter((_, i) => i % 2 === 1);
    for (const [i, text] of lines.entries()) {
      const speaker = i % 2 === 0 ? 'AGENT' : 'LEAD';
      const exchange = speaker === 'AGENT' ? i / 2 : (i + 1) / 2;
      const action = i === lines.length - 1 && speaker === 'AGENT' ? setting.lastAction : undefined;
      const turn = { conversationId: conversation.id, exchange, speaker, text } as const;
      await conversations.addTurn({ ...turn, ...(action ? { action } : {}) });
    }
    const at = app.clock.now();
    const { rubricId } = setting;
    await conversations.end(conversation.id, { at, ...(rubricId ? { rubricId } : {}) });
    return {
      conversationId: conversation.id,
      callId: call.id,
      leadId,
      ...(rubricId ? { rubricId } : {}),
      endedAt: at.toISOString(),
      leadTurns: leadLines.length,
    };
  });
}
