import { useEngine } from '../engine/engine-store';
import { AboutDialog } from '../help/about-dialog';
import { LicencesDialog } from '../help/licences-dialog';
import { aboutFacts, aboutText } from './about-facts';
import { showAbout, useApp } from './app-store';

/** The dialog about the app, or that of the licences. */
export function AboutDialogs() {
  const { about, info } = useApp();
  const engine = useEngine((state) => state.engine);
  if (info === null) return null;
  if (about === 'licences') return <LicencesDialog onBack={() => showAbout('about')} />;
  const facts = aboutFacts(info, engine);
  return (
    <AboutDialog
      {...facts}
      text={aboutText(facts)}
      onShowLicences={() => showAbout('licences')}
      onClose={() => showAbout(null)}
    />
  );
}
