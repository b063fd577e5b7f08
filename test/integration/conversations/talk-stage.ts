import type { SpokenCall } from '../../../src/calls/talk/spoken-call';
import { SpokenConversation } from '../../../src/calls/talk/spoken-conversation.service';
import { TalkLimits } from '../../../src/calls/talk/talk-limits';
import { TalkModule } from '../../../src/calls/talk/talk.module';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import type { Turn } from '../../../src/conversations/turn.entity';
import { LanguageModel } from '../../../src/language-models/language-model.port';
import type { AnswerPlan } from '../../../src/voice/carrier.port';
import { ScriptedModel } from '../../support/doubles/scripted-model';
import { startTestApp, type TestApp } from '../../support/test-app';
import { begin } from './a-spoken-call';

/** The limits of the program, with less patience. */
class ShortLimits extends TalkLimits {
  override readonly answerWithinMs = 3_000;
  override readonly waitForCopyMs = 4_000;
  override readonly pollMs = 20;
  override readonly maxTalkCharacters = 5_000;
}

/** Spoken conversations of two companies, on a real database, with a scripted model. */
export interface TalkStage {
  readonly app: TestApp;
  readonly model: ScriptedModel;
  readonly talk: SpokenConversation;
  /** Acme Homes. */
  readonly tenantId: string;
  /** Other Co. */
  readonly other: string;
  /** The phone is picked up. */
  open(call: SpokenCall): Promise<AnswerPlan>;
  say(call: SpokenCall, exchange: number, text: string, digits?: string): Promise<AnswerPlan>;
  end(call: SpokenCall): Promise<void>;
  transcript(call: SpokenCall): Promise<Pick<Turn, 'exchange' | 'speaker' | 'text' | 'action'>[]>;
  isSuppressed(call: SpokenCall): Promise<boolean>;
}

export async function startTalkStage(): Promise<TalkStage> {
  const model = new ScriptedModel();
  const overrides = [
    { token: LanguageModel, value: model },
    { token: TalkLimits, value: new ShortLimits() },
  ];
  const app = await startTestApp({ imports: [TalkModule], overrides });
  const talk = app.get(SpokenConversation);
  const conversations = app.get(ConversationsService);
  const idOf = async (call: SpokenCall): Promise<string> => {
    const conversation = await conversations.findByCall(call.id);
    if (!conversation) throw new Error('nobody has picked up');
    return conversation.id;
  };
  return {
    app,
    model,
    talk,
    tenantId: await app.newTenant({ name: 'Acme Homes' }),
    other: await app.newTenant({ name: 'Other Co' }),
    open: async (call) => {
      await begin(app, call);
      return app.asTenant(call.tenantId, () => talk.open(call));
    },
    say: (call, exchange, text, digits) =>
      app.asTenant(call.tenantId, () =>
        talk.reply(call, exchange, { text, confidence: 0.9, ...(digits ? { digits } : {}) }),
      ),
    end: (call) =>
      app.asTenant(call.tenantId, async () => conversations.end(await idOf(call), { at: app.clock.now() })),
    transcript: (call) =>
      app.asTenant(call.tenantId, async () => {
        const turns = await conversations.transcript(await idOf(call));
        return turns.map(({ exchange, speaker, text, action }) => ({ exchange, speaker, text, action }));
      }),
    isSuppressed: (call) => app.asTenant(call.tenantId, () => app.get(SuppressionsService).isSuppressed(call.phone)),
  };
}
