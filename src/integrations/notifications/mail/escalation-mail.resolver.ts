import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { EscalationModel } from '../../../escalation/escalation.model';
import { loaderFor } from '../../../platform/graphql/loaders';
import { MailMessageModel } from './mail.model';
import { MailStore } from './mail-store.service';

/** Adds who was told by mail to the request for a human. */
@Resolver(() => EscalationModel)
export class EscalationMailResolver {
  constructor(private readonly store: MailStore) {}

  @ResolveField(() => [MailMessageModel], { description: 'Who was told of it by mail, oldest first; at most 100.' })
  async mailMessages(@Parent() { id }: EscalationModel, @Context() context: object): Promise<MailMessageModel[]> {
    const loader = loaderFor(context, 'mail-of-escalations', (ids: readonly string[]) => this.store.ofEscalations(ids));
    return ((await loader.load(id)) ?? []).map((message) => MailMessageModel.of(message));
  }
}
