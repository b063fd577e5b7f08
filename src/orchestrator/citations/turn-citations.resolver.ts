import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { TurnModel } from '../../conversations/turn.model';
import { loaderFor } from '../../platform/graphql/loaders';
import { CitationModel } from './citation.model';
import { Citations } from './citations.service';

/** Adds what an answer rests on, to its turn. */
@Resolver(() => TurnModel)
export class TurnCitationsResolver {
  constructor(private readonly cited: Citations) {}

  @ResolveField(() => [CitationModel], {
    description: 'Passages of the company’s documents that an answer of the agent rests on; empty for everything else.',
  })
  async citations(
    @Parent() { conversationId, exchange, speaker }: TurnModel,
    @Context() context: object,
  ): Promise<readonly CitationModel[]> {
    if (speaker !== 'AGENT') return [];
    const loader = loaderFor(context, 'turn-citations', (places: readonly string[]) => this.cited.of(places));
    return (await loader.load(`${conversationId}:${exchange}`)) ?? [];
  }
}
