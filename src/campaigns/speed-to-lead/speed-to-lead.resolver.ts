import { Args, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { Topics } from '../../platform/pubsub/topics';
import { SpeedReader } from './speed-reader.service';
import { SpeedTargets } from './speed-targets.service';
import { SpeedTargetInput, SpeedTargetModel, SpeedToLeadArgs, SpeedToLeadModel } from './speed-to-lead.model';
import { SpeedToLeadMoved } from './speed-to-lead.topics';

const SOURCE = { type: () => String, description: 'Source of the leads.' };

/** How fast new leads are called, once and live, and how fast they are to be. */
@Resolver()
export class SpeedToLeadResolver {
  constructor(
    private readonly reader: SpeedReader,
    private readonly targets: SpeedTargets,
    private readonly topics: Topics,
  ) {}

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => [SpeedToLeadModel], {
    description: 'How fast new leads were called, by source: the 100 sources with most leads.',
  })
  async speedToLead(@Args() { period, source }: SpeedToLeadArgs): Promise<SpeedToLeadModel[]> {
    return (await this.reader.read(period, source ?? null)).map((figures) => SpeedToLeadModel.of(figures));
  }

  @Allow('VIEWER', 'campaigns:read')
  @Subscription(() => [SpeedToLeadModel], {
    description: 'The same figures whenever they move, at most once a second.',
    resolve(this: SpeedToLeadResolver, _moved: object, args: SpeedToLeadArgs): Promise<SpeedToLeadModel[]> {
      return this.speedToLead(args);
    },
  })
  speedToLeadUpdated(@Args() _which: SpeedToLeadArgs): Promise<AsyncIterableIterator<object>> {
    return this.topics.subscribe(SpeedToLeadMoved);
  }

  @Allow('OPERATOR', 'campaigns:write')
  @Mutation(() => SpeedTargetModel, { description: 'Says how fast leads of a source are to be called.' })
  async setSpeedTarget(
    @Args('input', { description: 'The target.' }) input: SpeedTargetInput,
  ): Promise<SpeedTargetModel> {
    return SpeedTargetModel.of(await this.targets.set(input));
  }

  @Allow('OPERATOR', 'campaigns:write')
  @Mutation(() => SpeedTargetModel, {
    nullable: true,
    description: 'Gives up the target of a source, null when it has none; leads are measured all the same.',
  })
  async removeSpeedTarget(@Args('source', SOURCE) source: string): Promise<SpeedTargetModel | null> {
    const target = await this.targets.remove(source);
    return target && SpeedTargetModel.of(target);
  }
}
