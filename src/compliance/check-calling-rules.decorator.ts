import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { CALLING_RULES_LEAD, CallingRulesInterceptor, type LeadOfArguments } from './calling-rules.interceptor';

/**
 * Asks the calling rules about a lead before the resolver runs and answers their refusal in its place. `leadOf` picks the lead's id
 * out of the operation's arguments. The resolver's module imports ComplianceModule, and its result union lists
 * `CALLING_RULE_REFUSALS`. Whatever dials later asks the dial gate again: this only spares a pointless attempt.
 */
export function CheckCallingRules<A extends object>(leadOf: LeadOfArguments<A>): MethodDecorator {
  return applyDecorators(SetMetadata(CALLING_RULES_LEAD, leadOf), UseInterceptors(CallingRulesInterceptor));
}
