import { Module } from '@nestjs/common';
import { TenantsModule } from '../tenants/tenants.module';
import { ComplianceResolver } from './compliance.resolver';
import { ColleagueGate } from './colleague-gate.service';
import { ConsentLedger } from './consents/consent-ledger.service';
import { ConsentLists } from './consents/consent-lists.service';
import { ConsentReader } from './consents/consent-reader.service';
import { ConsentRenewal } from './consents/consent-renewal.service';
import { ConsentsResolver } from './consents/consents.resolver';
import { ContactHoursReader } from './contact-hours.service';
import { ContactJudge } from './contact-judge.service';
import { ContactSurvey } from './contact-survey.service';
import { ContactPolicy } from './contact-policy.service';
import { DialChecksService } from './dial-checks.service';
import { DialGate } from './dial-gate.service';
import { DialZonesService } from './dial-zones.service';
import { CallDisclosures } from './disclosure/call-disclosures.service';
import { ContactListCopies } from './lists/contact-list-copies.service';
import { ContactListsService } from './lists/contact-lists.service';
import { ListHousekeeping } from './lists/list-housekeeping.service';
import { ListImportLedger } from './lists/list-import-ledger.service';
import { ListImporter } from './lists/list-importer.service';
import { ListIntake } from './lists/list-intake.service';
import { ListLimits } from './lists/list-limits';
import { ListStore } from './lists/list-store.service';
import { ListsResolver } from './lists/lists.resolver';
import { ReassignedChecks } from './lists/reassigned-checks.service';
import { EmergencyHolds } from './operators/emergency-holds.service';
import { OperatorsResolver } from './operators/operators.resolver';
import { Registrations } from './operators/registrations.service';
import { CallingPoliciesResolver } from './policies/calling-policies.resolver';
import { CallingPolicies } from './policies/calling-policies.service';
import { ReceiptRetention } from './receipt-retention.service';
import { RuleBook } from './rules/rule-book.service';
import { OptOuts } from './opt-outs.service';
import { SendFence } from './send-fence.service';
import { PlatformSuppressions } from './suppressions/platform-suppressions.service';
import { SuppressionRemoval } from './suppressions/suppression-removal.service';
import { SuppressionsResolver } from './suppressions/suppressions.resolver';
import { SuppressionsService } from './suppressions/suppressions.service';

/** Whether and when a person may be contacted: zones, windows, suppressions, caps, and the receipt of every decision. */
@Module({
  imports: [TenantsModule],
  providers: [
    RuleBook,
    ContactHoursReader,
    ContactJudge,
    SendFence,
    ColleagueGate,
    DialGate,
    DialZonesService,
    DialChecksService,
    ReceiptRetention,
    SuppressionsService,
    OptOuts,
    ContactPolicy,
    ContactSurvey,
    ComplianceResolver,
    ConsentLedger,
    ConsentLists,
    ConsentReader,
    ConsentRenewal,
    ConsentsResolver,
    CallDisclosures,
    PlatformSuppressions,
    SuppressionRemoval,
    SuppressionsResolver,
    CallingPolicies,
    CallingPoliciesResolver,
    EmergencyHolds,
    Registrations,
    OperatorsResolver,
    ContactListCopies,
    ContactListsService,
    ListHousekeeping,
    ListImportLedger,
    ListImporter,
    ListIntake,
    ListLimits,
    ListStore,
    ListsResolver,
    ReassignedChecks,
  ],
  exports: [
    RuleBook,
    ContactHoursReader,
    ColleagueGate,
    DialGate,
    DialZonesService,
    SuppressionsService,
    OptOuts,
    ContactPolicy,
    ContactSurvey,
    ConsentLedger,
    ConsentLists,
    ConsentReader,
    CallDisclosures,
    PlatformSuppressions,
    CallingPolicies,
    EmergencyHolds,
  ],
})
export class ComplianceModule {}
