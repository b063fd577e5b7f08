import { Global, Module } from '@nestjs/common';
import { HandOverRule } from '../calls/talk/hand-over-rule.port';
import { TransferDeskModule } from '../calls/transfers/transfer-desk.module';
import { ComplianceModule } from '../compliance/compliance.module';
import { ConversationsModule } from '../conversations/conversations.module';
import { LeadsModule } from '../leads/leads.module';
import { QueuesModule } from '../platform/queues/queues.module';
import { QualificationModule } from '../qualification/qualification.module';
import { TenantsModule } from '../tenants/tenants.module';
import { AppointmentLists } from './appointments/appointment-lists.service';
import { AppointmentsResolver } from './appointments/appointments.resolver';
import { Appointments } from './appointments/appointments.service';
import { CalendarListener } from './appointments/calendar.listener';
import { Calendar } from './appointments/calendar.port';
import { InternalCalendar } from './appointments/internal-calendar';
import { DeskPeople } from './desk-people.service';
import { EscalationDesk } from './escalation-desk.service';
import { EscalationFigures } from './escalation-figures.service';
import { EscalationListener } from './escalation.listener';
import { EscalationLists } from './escalation-lists.service';
import { ConversationEscalationResolver, EscalationRelationsResolver } from './escalation-relations.resolver';
import { EscalationSweep } from './escalation-sweep';
import { EscalationMeans } from './escalation-means.service';
import { Escalations } from './escalations.service';
import { EscalationsResolver } from './escalations.resolver';
import { LeadEscalationsResolver } from './lead-escalations.resolver';
import { ManualEscalations } from './manual-escalations.service';
import { HandoffPackets } from './packets/handoff-packets.service';
import { EscalationSettingsResolver } from './settings/escalation-settings.resolver';
import { EscalationSettingsService } from './settings/escalation-settings.service';
import { CallbackPromises } from './transfers/callback-promises.service';
import { SettledTransfers } from './transfers/settled-transfers.service';
import { TransferListener } from './transfers/transfer.listener';
import { TransferOutcomes } from './transfers/transfer-outcomes.service';
import { TicketsResolver } from './tickets/tickets.resolver';
import { Tickets } from './tickets/tickets.service';
import { CallHandOver } from './triggers/call-hand-over';

/** Requests for a human, tickets and appointments. Global for one thing: the calls room, further down, asks when a call is a person's. */
@Global()
@Module({
  imports: [
    ComplianceModule,
    ConversationsModule,
    LeadsModule,
    QualificationModule,
    QueuesModule,
    TenantsModule,
    TransferDeskModule,
  ],
  providers: [
    CallHandOver,
    { provide: HandOverRule, useExisting: CallHandOver },
    Escalations,
    EscalationMeans,
    EscalationDesk,
    DeskPeople,
    EscalationLists,
    EscalationFigures,
    EscalationListener,
    EscalationSweep,
    SettledTransfers,
    CallbackPromises,
    TransferOutcomes,
    TransferListener,
    EscalationSettingsService,
    ManualEscalations,
    HandoffPackets,
    Tickets,
    Appointments,
    AppointmentLists,
    CalendarListener,
    { provide: Calendar, useClass: InternalCalendar },
    EscalationsResolver,
    EscalationRelationsResolver,
    ConversationEscalationResolver,
    LeadEscalationsResolver,
    EscalationSettingsResolver,
    TicketsResolver,
    AppointmentsResolver,
  ],
  exports: [
    Escalations,
    EscalationLists,
    EscalationSettingsService,
    HandOverRule,
    HandoffPackets,
    Tickets,
    Appointments,
  ],
})
export class EscalationModule {}
