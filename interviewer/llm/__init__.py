"""Models: from a line of settings to replies, and from any provider's errors to ours. No other room knows LangChain."""
