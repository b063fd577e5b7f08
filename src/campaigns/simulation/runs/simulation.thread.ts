import { parentPort, workerData } from 'node:worker_threads';
import { rulesOfTheProgram } from '../rules-of-the-program';
import type { SimulatedLead } from '../scenario';
import { simulate } from '../simulate';
import type { ThreadInput, ThreadOrder, ThreadOutput } from './simulation-messages';

/** The entry of a thread of its own: a simulation is pure work, and the event loop of a worker process has calls to attend to. */
function main(): void {
  if (!parentPort) throw new Error('A simulation is played in a thread of its own.');
  const { scenario, rulesFile } = workerData as ThreadOrder;
  const rules = rulesOfTheProgram(rulesFile);
  const port = parentPort;
  const tell = (output: ThreadOutput): void => port.postMessage(output);
  const leads: SimulatedLead[] = [];
  port.on('message', (input: ThreadInput) => {
    if ('leads' in input) {
      for (const lead of input.leads) leads.push(lead);
      return;
    }
    tell({ report: simulate(scenario, leads, rules, { onProgress: (progress) => tell({ progress }) }) });
    port.close();
  });
}

main();
