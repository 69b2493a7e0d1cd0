import type { Chats } from '../session/chats';
import type { ChatPanels } from '../vscode/chatPanels';

/** The commands about the chat that is shown. */
export function chatCommands(chats: Chats, panels: ChatPanels) {
  return {
    async openChat(): Promise<void> {
      (await panels.reveal()).focusInput();
    },
    openChatInEditor(): void {
      const chat = panels.active?.chat ?? chats.create();
      panels.openInEditor(chat);
    },
    async newChat(): Promise<void> {
      await panels.show(chats.create());
    },
    stop(): void {
      const chat = panels.active?.chat;
      const running = chat?.session.running ? chat : chats.all.find((each) => each.session.running);
      running?.session.stop();
    },
  };
}
