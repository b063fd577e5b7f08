import { Module } from '@nestjs/common';
import { UsageModule } from '../usage/usage.module';
import { AnthropicLanguageModel } from './anthropic/anthropic-language-model';
import { LanguageModelProvider } from './language-model-provider.port';
import { LanguageModel } from './language-model.port';
import { MeteredLanguageModel } from './metered-language-model';

/** Claude, metered. */
@Module({
  imports: [UsageModule],
  providers: [
    { provide: LanguageModelProvider, useClass: AnthropicLanguageModel },
    { provide: LanguageModel, useClass: MeteredLanguageModel },
  ],
  exports: [LanguageModel],
})
export class LanguageModelsModule {}
