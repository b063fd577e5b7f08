import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Observable, of } from 'rxjs';
import { TokenBudgets } from './token-budgets.service';
import { TokenBudgetSpent } from './usage.refusals';

export const REQUIRED_TOKENS = 'callwright:required-tokens';

/**
 * Answers TokenBudgetSpent instead of running a handler whose work the month's budget has no room for. A courtesy to the caller:
 * what enforces the budget is the reservation each model call makes.
 */
@Injectable()
export class TokenBudgetInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly budgets: TokenBudgets,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const tokens = this.reflector.get<number>(REQUIRED_TOKENS, context.getHandler());
    const full = await this.budgets.withoutRoom(tokens);
    return full ? of(new TokenBudgetSpent(full)) : next.handle();
  }
}
