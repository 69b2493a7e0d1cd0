import * as vscode from 'vscode';
import type { Model } from '../api/types';
import { thinkingLevels, type ThinkingLevel } from '../manifest';
import { signalOf } from '../vscode/cancellation';
import type { Service } from '../vscode/service';
import { readSettings, writeSetting } from '../vscode/settings';
import type { Logger } from '../util/log';

interface ModelItem extends vscode.QuickPickItem {
  readonly model?: string;
}

const levelDetails: Readonly<Record<ThinkingLevel, string>> = {
  default: 'Leave it to the model',
  minimal: 'Quickest',
  low: 'A little',
  medium: 'More',
  high: 'Most thorough, slowest',
};

/** The pickers of model and thinking level. */
export function modelCommands(service: Service, log: Logger) {
  return {
    async selectModel(): Promise<void> {
      const { model: current } = readSettings();
      const chosen = await pickModel(
        current,
        async (signal) => (await service.client()).listModels(signal),
        log,
      );
      if (chosen !== undefined) await writeSetting('model', chosen);
    },
    async selectThinkingLevel(): Promise<void> {
      const { thinkingLevel: current } = readSettings();
      const items = thinkingLevels.map((level) => ({
        label: level,
        description: level === current ? `${levelDetails[level]} (current)` : levelDetails[level],
      }));
      const chosen = await vscode.window.showQuickPick(items, { title: 'How much the model thinks' });
      const level = thinkingLevels.find((each) => each === chosen?.label);
      if (level !== undefined) await writeSetting('thinkingLevel', level);
    },
  };
}

/** Lists what the service has, and takes any id that is typed: a list can be old, or out of reach. */
function pickModel(
  current: string,
  list: (signal: AbortSignal) => Promise<readonly Model[]>,
  log: Logger,
): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick<ModelItem>();
  const cancelled = new vscode.CancellationTokenSource();
  let models: readonly ModelItem[] = [{ label: current, description: 'current', model: current }];
  const show = (): void => {
    const typed = picker.value.trim();
    const known = typed === '' || models.some(({ model }) => model === typed);
    picker.items = known
      ? models
      : [...models, { label: `$(edit) Use “${typed}”`, alwaysShow: true, model: typed }];
  };
  picker.title = 'Model that answers';
  picker.placeholder = 'Choose a model, or type the id of one';
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.busy = true;
  show();
  const fill = async (): Promise<void> => {
    try {
      const found = await list(signalOf(cancelled.token));
      models = groupedModels(found.filter(answersChats), current);
    } catch (error) {
      if (cancelled.token.isCancellationRequested) return;
      log.warn('The models could not be listed.', error);
      const detail = error instanceof Error ? error.message : String(error);
      models = [...models, { label: '$(warning) The models could not be listed', detail, alwaysShow: true }];
    }
    picker.busy = false;
    show();
  };
  void fill();
  return new Promise((resolve) => {
    picker.onDidChangeValue(show);
    picker.onDidAccept(() => {
      const model = picker.selectedItems[0]?.model;
      if (model === undefined) return;
      resolve(model);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      cancelled.cancel();
      cancelled.dispose();
      picker.dispose();
    });
    picker.show();
  });
}

/** Those that answer with text first; the list says where the others begin. */
export function groupedModels(models: readonly Model[], current: string): readonly ModelItem[] {
  const heading = (label: string): ModelItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const others = models.filter(makesMedia);
  return [
    ...models.filter((model) => !makesMedia(model)).map((model) => itemOf(model, current)),
    ...(others.length === 0 ? [] : [heading('Pictures, speech and music')]),
    ...others.map((model) => itemOf(model, current)),
  ];
}

/** Whether a model is made for answers that are no text; its name is all that tells. */
function makesMedia({ name }: Model): boolean {
  return /-image|-tts|-audio|lyria|nano-banana/.test(name);
}

function itemOf(model: Model, current: string): ModelItem {
  const id = model.name.replace(/^models\//, '');
  const limit =
    model.inputTokenLimit === undefined
      ? ''
      : `${Math.round(model.inputTokenLimit / 1000).toLocaleString('en')}k tokens in`;
  return {
    label: id,
    model: id,
    description: [model.displayName, limit, id === current ? 'current' : ''].filter(Boolean).join(' · '),
    ...(model.description === undefined ? {} : { detail: model.description }),
  };
}

/** Leaves out what answers at other endpoints only. */
function answersChats({ name, supportedGenerationMethods: methods }: Model): boolean {
  const elsewhere = /embedding|-live|veo|imagen|aqa/;
  return !elsewhere.test(name) && (methods === undefined || methods.includes('generateContent'));
}
