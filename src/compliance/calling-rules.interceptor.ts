import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { type Observable, of } from 'rxjs';
import { refusalOf } from './compliance.refusals';
import { ContactPolicy } from './contact-policy.service';

export const CALLING_RULES_LEAD = 'callwright:calling-rules-lead';

export type LeadOfArguments<A extends object = object> = (args: A) => string;

/** A thin caller of the contact policy; use it through `@CheckCallingRules`. */
@Injectable()
export class CallingRulesInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly policy: ContactPolicy,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const leadOf = this.reflector.get<LeadOfArguments | undefined>(CALLING_RULES_LEAD, context.getHandler());
    if (!leadOf) throw new Error('The calling rules were not told whom the operation is about.');
    const refusal = refusalOf(await this.policy.mayCallNow(leadOf(GqlExecutionContext.create(context).getArgs())));
    return refusal ? of(refusal) : next.handle();
  }
}
