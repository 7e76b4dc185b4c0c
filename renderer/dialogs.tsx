import { EndDialog } from './actions/end-dialog.tsx';
import { NiceDialog } from './actions/nice-dialog.tsx';
import { ReapDialog } from './actions/reap-dialog.tsx';
import { SignalDialog } from './actions/signal-dialog.tsx';
import { ExportDialog } from './export/export-dialog.tsx';
import { KeysDialog } from './frame/keys-dialog.tsx';
import { Toasts } from './frame/toasts.tsx';
import { ColumnsDialog } from './processes/columns/columns-dialog.tsx';
import { SearchHelpDialog } from './processes/search-help-dialog.tsx';
import { SettingsDialog } from './settings/settings-dialog.tsx';

/** All that lies over the places once somebody asks for it; each opens and closes by itself. */
export function Dialogs() {
  return (
    <>
      <SignalDialog />
      <EndDialog />
      <ReapDialog />
      <NiceDialog />
      <KeysDialog />
      <SearchHelpDialog />
      <ColumnsDialog />
      <SettingsDialog />
      <ExportDialog />
      <Toasts />
    </>
  );
}
