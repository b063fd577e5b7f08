/** Where a conversation is read with the same credentials as the rest of the API: a browser that sends none is asked for them. */
export function transcriptUrl(publicUrl: string, conversationId: string | null): string | null {
  return conversationId === null ? null : `${publicUrl}/conversations/${encodeURIComponent(conversationId)}/transcript`;
}
