import { unionOf } from '../../platform/graphql/refusal.model';
import { LastOwner } from '../tenants.refusals';
import { MemberModel } from './member.model';

export const ChangeMemberRoleResult = unionOf('ChangeMemberRoleResult', MemberModel, LastOwner);
export type ChangeMemberRoleResult = typeof ChangeMemberRoleResult;

export const RemoveMemberResult = unionOf('RemoveMemberResult', MemberModel, LastOwner);
export type RemoveMemberResult = typeof RemoveMemberResult;
