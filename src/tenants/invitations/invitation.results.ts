import { unionOf } from '../../platform/graphql/refusal.model';
import { MemberModel } from '../members/member.model';
import { AlreadyMember, InvalidCredentials, InvitationInvalid } from '../tenants.refusals';
import { InvitationModel } from './invitation.model';

export const InviteMemberResult = unionOf('InviteMemberResult', InvitationModel, AlreadyMember);
export type InviteMemberResult = typeof InviteMemberResult;

export const AcceptInvitationResult = unionOf(
  'AcceptInvitationResult',
  MemberModel,
  InvitationInvalid,
  InvalidCredentials,
  AlreadyMember,
);
export type AcceptInvitationResult = typeof AcceptInvitationResult;
