import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { REQUIRED_TOKENS, TokenBudgetInterceptor } from './token-budget.interceptor';

/**
 * For mutations that will spend model tokens: refuses with TokenBudgetSpent while the month has no room for `tokens`. The result
 * union must have TokenBudgetSpent as a member, and the module must import UsageModule.
 */
export function RequiresTokens(tokens: number): MethodDecorator {
  return applyDecorators(SetMetadata(REQUIRED_TOKENS, tokens), UseInterceptors(TokenBudgetInterceptor));
}
