import type { FuzzTarget } from '../engine/fuzz-target';
import { decoderTarget } from './decoder';
import { documentsTarget } from './documents';
import { downstreamTarget } from './downstream';
import { guacdLinkTarget } from './guacd-link';
import { intentsTarget } from './intents';
import { requestsTarget } from './requests';
import { scannerTarget } from './scanner';
import { sessionMachineTarget } from './session-machine';
import { stockParserTarget } from './stock-parser';
import { upstreamTarget } from './upstream';

/** Everything that is fuzzed with bytes. How many inputs each gets: plan.ts. */
export const ALL_TARGETS: readonly FuzzTarget[] = [
  scannerTarget,
  decoderTarget,
  stockParserTarget,
  upstreamTarget,
  guacdLinkTarget,
  downstreamTarget,
  sessionMachineTarget,
  documentsTarget,
  requestsTarget,
  intentsTarget,
];
