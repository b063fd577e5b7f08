import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import type { Page } from '../../platform/graphql/page';
import { FallbackTextConnection, FallbackTextModel } from './fallback-text.model';
import { FallbackTexts } from './fallback-texts.service';
import { FallbackTextsArgs } from './inputs/retries.args';

@Resolver(() => FallbackTextModel)
export class FallbackTextsResolver {
  constructor(private readonly texts: FallbackTexts) {}

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => FallbackTextConnection, { description: 'Texts after last attempts, newest first.' })
  async fallbackTexts(@Args() { filter, ...page }: FallbackTextsArgs): Promise<Page<FallbackTextModel>> {
    return (await this.texts.list(filter ?? {}, page)).map((text) => FallbackTextModel.of(text));
  }
}
